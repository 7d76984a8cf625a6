import { Footer, Layout, Navbar } from 'nextra-theme-docs'
import { Head } from 'nextra/components'
import { getPageMap } from 'nextra/page-map'
import 'nextra-theme-docs/style.css'

export const metadata = { title: 'Widget Pro', description: 'Stock and licence keeping for small workshops' }

export default async function RootLayout({ children }) {
  return (
    <html lang="en" dir="ltr" suppressHydrationWarning>
      <Head />
      <body>
        <Layout navbar={<Navbar logo={<b>Widget Pro</b>} />} footer={<Footer>Widget Pro</Footer>} pageMap={await getPageMap()} search={null}>{children}</Layout>
      </body>
    </html>
  )
}
