import govukEleventyPlugin from '@x-govuk/govuk-eleventy-plugin'

export default function (config) {
  config.addPlugin(govukEleventyPlugin, {
    titleSuffix: 'Widget Pro',
    header: { productName: 'Widget Pro', search: { indexPath: '/search-index.json', sitemapPath: '/sitemap' } },
    serviceNavigation: { navigation: [{ text: 'Features', href: '/features/' }, { text: 'Customers', href: '/customers/' }] }
  })
  config.addPassthroughCopy({ logos: 'img' })
  return { dir: { input: 'src', output: '_site', layouts: '../node_modules/@x-govuk/govuk-eleventy-plugin/layouts' }, htmlTemplateEngine: 'njk', markdownTemplateEngine: 'njk' }
}
