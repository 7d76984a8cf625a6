import { defineConfig } from 'astro/config'
import starlight from '@astrojs/starlight'

export default defineConfig({
  site: 'https://widgetpro.example',
  base: '/guide',
  integrations: [starlight({ title: 'Widget Pro', sidebar: [{ label: 'Features', slug: 'features' }, { label: 'Customers', slug: 'customers' }] })],
})
