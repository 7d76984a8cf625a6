export default defineNuxtConfig({
  compatibilityDate: '2026-01-01',
  telemetry: false,
  css: ['bootstrap/dist/css/bootstrap.min.css'],
  app: { head: { title: 'Widget Pro', htmlAttrs: { lang: 'en' } } },
})
