import { defineConfig } from 'vitepress'

export default defineConfig({
  title: 'Widget Pro',
  description: 'Stock and licence keeping for small workshops',
  cleanUrls: true,
  sitemap: { hostname: 'https://widgetpro.example' },
  themeConfig: { search: { provider: 'local' }, nav: [{ text: 'Features', link: '/features' }, { text: 'Customers', link: '/customers' }] },
})
