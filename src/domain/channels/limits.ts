export const MAX_CHANNELS = 50
export const MAX_CHANNEL_NAME = 40
export const MAX_TAG_LENGTH = 24
