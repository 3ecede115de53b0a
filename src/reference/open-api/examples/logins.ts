export const loginBody = { name: 'p.jansen', password: 'vier natte fietsen op het dak' }

export const checkBody = { ...loginBody, context: { ip: '203.0.113.7' } }
