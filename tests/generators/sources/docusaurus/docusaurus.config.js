export default {
  title: 'Widget Pro',
  tagline: 'Stock and licence keeping for small workshops',
  url: 'https://widgetpro.example',
  baseUrl: '/',
  presets: [['classic', { docs: { sidebarPath: undefined }, blog: { showReadingTime: true, onUntruncatedBlogPosts: 'ignore' } }]],
  themeConfig: {
    navbar: { title: 'Widget Pro', items: [{ to: '/docs/features', label: 'Features' }, { to: '/customers', label: 'Customers' }, { to: '/blog', label: 'Blog' }] },
    footer: { copyright: 'Widget Pro' },
  },
}
