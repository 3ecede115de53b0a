interface Entry {
  readonly status: number
  readonly message: string
}

/** Twilio's REST errors that the simulator gives, in Twilio's numbers. */
const errors = {
  20003: { status: 401, message: 'Authenticate' },
  20005: { status: 401, message: 'Account not active' },
  20009: { status: 409, message: 'Unable to delete record for a call that is in progress' },
  20404: { status: 404, message: 'The requested resource was not found' },
  20403: { status: 403, message: 'Forbidden' },
  20415: { status: 415, message: 'Unsupported Media Type' },
  20429: { status: 429, message: 'Too Many Requests' },
  20500: { status: 500, message: 'Internal Server Error' },
  20503: { status: 503, message: 'Service unavailable' },
  20001: { status: 400, message: 'Invalid parameter' },
  21201: { status: 400, message: "No 'To' number is specified" },
  21205: { status: 400, message: 'Url parameter is required and must be a valid URL' },
  21208: { status: 400, message: 'Invalid Timeout' },
  21209: { status: 400, message: 'Invalid Method' },
  21210: { status: 400, message: "'From' phone number not verified" },
  21211: { status: 400, message: "Invalid 'To' Phone Number" },
  21212: { status: 400, message: "Invalid 'From' Phone Number" },
  21213: { status: 400, message: "No 'From' number is specified" },
  21214: { status: 400, message: "'To' phone number cannot be reached" },
  21215: { status: 400, message: 'Geo permission configuration is not permitting call' },
  21216: { status: 400, message: 'Call blocked by blocklist' },
  21217: { status: 400, message: 'Phone number does not appear to be valid' },
  21218: { status: 400, message: 'Invalid ApplicationSid' },
  21219: { status: 400, message: "'To' phone number not verified" },
  21220: { status: 400, message: 'Call is not in a state that allows this' },
  32018: { status: 400, message: 'Twiml is longer than 4000 characters' },
} as const satisfies Record<number, Entry>

export type RestErrorCode = keyof typeof errors

export class RestError extends Error {
  readonly code: RestErrorCode
  readonly status: number

  constructor(code: RestErrorCode) {
    super(errors[code].message)
    this.code = code
    this.status = errors[code].status
  }
}

export function toErrorBody({ code, message, status }: RestError): object {
  return { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status }
}
