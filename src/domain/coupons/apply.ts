/**
 * How the way to the shop applies the code. Shopify has a page for it (help.shopify.com, "Shareable discount links");
 * the others are parameters that shops' coupon plugins read.
 */
export const APPLY_PRESETS = ['none', 'shopify', 'coupon', 'apply_coupon', 'coupon_code', 'discount'] as const
export type ApplyPreset = (typeof APPLY_PRESETS)[number]

/** Stands for the code in a template. */
export const PLACEHOLDER = '{code}'

/** What a form offers: besides the presets, an address of the creator's own. */
export const APPLY_CHOICES = [...APPLY_PRESETS, 'template'] as const
export type ApplyChoice = (typeof APPLY_CHOICES)[number]
