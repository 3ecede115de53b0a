// What the app keeps: its token and its key. The key cannot be taken out, not even by this script.
export function createMemory(name) {
  const opened = new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1)
    request.onupgradeneeded = () => request.result.createObjectStore('paired')
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

  async function run(mode, act) {
    const database = await opened
    return new Promise((resolve, reject) => {
      const transaction = database.transaction('paired', mode)
      const request = act(transaction.objectStore('paired'))
      transaction.oncomplete = () => resolve(request.result)
      transaction.onabort = () => reject(transaction.error)
    })
  }

  return {
    recall: () => run('readonly', (store) => store.get('device')),
    remember: (device) => run('readwrite', (store) => store.put(device, 'device')),
    forget: () => run('readwrite', (store) => store.clear()),
  }
}
