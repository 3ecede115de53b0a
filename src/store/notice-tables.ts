/** What waits to be told, to users by mail and to panels by webhook, and where panels listen. */
export interface NoticeTables {
  notices: NoticeRow
  webhook_endpoints: WebhookEndpointRow
}

/** One delivery: a mail to one address, or a message to one endpoint. */
export interface NoticeRow {
  id: string
  /** The same for all endpoints that get one message. */
  message_id: string
  tenant_id: string
  /** Whom it is about, where it is about a user. */
  user_id: string | null
  /** The kind of mail, or the type of event. */
  kind: string
  channel: string
  endpoint_id: string | null
  /** Holds addresses; gone when it is delivered. */
  payload_sealed: string | null
  status: string
  /** Also tells workers apart: who began an attempt may only end that one. */
  attempts: number
  /** When it is tried next; while somebody tries, when it is given to another. */
  next_at: number
  /** Pointless after this moment. */
  not_after: number | null
  /** Why the last attempt failed, in a word. */
  last_fault: string | null
  created_at: number
  ended_at: number | null
}

export interface WebhookEndpointRow {
  id: string
  tenant_id: string
  url: string
  description: string
  /** Types it wants, each between spaces; null: all. */
  events: string | null
  secret_sealed: string
  /** Signs too until then, so that a panel can change secrets without losing a message. */
  old_secret_sealed: string | null
  old_secret_until: number | null
  created_at: number
  disabled_at: number | null
}
