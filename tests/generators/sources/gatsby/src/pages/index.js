import * as React from 'react'
import Layout from 'gatsby-theme-blog/src/components/layout'

export default function Home({ location }) {
  return <Layout location={location} title="Widget Pro"><h2>Widget Pro keeps your workshop in one place</h2><p>Stock, orders and licences of a small workshop in one file that you own. Try it for thirty days without an account.</p></Layout>
}
