import { customers, testimonials } from '$lib/testimonials.js'

export const load = () => ({ customers, testimonials })
