/** Where the app of a factor hears that there is something to look at. */
export const appTopicOf = (factorId: string) => `app:${factorId}`
