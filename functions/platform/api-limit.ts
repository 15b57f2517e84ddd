/** What one API token may call in a period: ten calls a second, and bursts. wrangler.toml says the same to Cloudflare. */
export const API_CALLS = 600
export const API_PERIOD_S = 60
