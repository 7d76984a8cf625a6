import * as React from 'react'
import Layout from 'gatsby-theme-blog/src/components/layout'
import { customers, testimonials } from '../testimonials'

export default function Customers({ location }) {
  return (
    <Layout location={location} title="Widget Pro">
      <h2>Customers</h2>
      <p>Workshops and laboratories in eleven countries keep their stock with Widget Pro. Here are some of those who said that we may name them, and what they wrote to us after their first year.</p>
      <div>{customers.map((one) => <img key={one.name} src={one.logo} alt={one.name} />)}</div>
      {testimonials.map((one) => <blockquote key={one.by}><p>{one.quote}</p><cite><img src={one.logo} alt="" /> {one.by}, {one.company}</cite></blockquote>)}
    </Layout>
  )
}
