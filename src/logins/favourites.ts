/** What Dutch people like to make passwords of, beside what the dictionaries hold: the likeliest first. */
export const favourites: readonly string[] = [
  ...['welkom', 'wachtwoord', 'geheim', 'inloggen', 'zomer', 'winter', 'lente', 'herfst'],
  ...['voorjaar', 'najaar', 'ajax', 'feyenoord', 'psv', 'amsterdam', 'rotterdam', 'utrecht'],
  ...['januari', 'februari', 'maart', 'april', 'mei', 'juni', 'juli', 'augustus', 'september'],
  ...['oktober', 'november', 'december', 'maandag', 'dinsdag', 'woensdag', 'donderdag', 'vrijdag'],
  ...['zaterdag', 'zondag', 'voetbal', 'hallo', 'lekker', 'vakantie', 'telefoon', 'schatje'],
  ...['liefje', 'poesje', 'hond', 'kerstmis', 'sinterklaas', 'nederland', 'holland', 'oranje'],
]
