/** The same people and things in every example, so that one can follow them. */
export const userId = 'jansen'
export const numberFactorId = 'fa_3be91c07d2f84a56b1c0e8d92f7a4b35c8e1f702'
export const totpFactorId = 'fa_a81f4c27e05d9b3682c4f7e1d0a6b95384c2e7f0'
export const appFactorId = 'fa_c90e5b17a4f23d8860b7d1c4e9f52a3801d6b7c4'
