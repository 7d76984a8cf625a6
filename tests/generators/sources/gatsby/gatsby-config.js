module.exports = {
  siteMetadata: { title: 'Widget Pro', author: 'Widget Pro', description: 'Stock and licence keeping for small workshops', social: [] },
  plugins: [{ resolve: 'gatsby-theme-blog', options: { basePath: '/blog' } }],
}
