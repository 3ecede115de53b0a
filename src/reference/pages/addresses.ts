/** `PUBLIC_URL` without its last slash: what addresses in answers begin with. */
export function homeOf(publicUrl: URL): string {
  return publicUrl.href.replace(/\/$/, '')
}

/** The path of `PUBLIC_URL` without its last slash: what links on our pages begin with. */
export function basePathOf(publicUrl: URL): string {
  return publicUrl.pathname.replace(/\/$/, '')
}
