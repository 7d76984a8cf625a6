import Layout from '@theme/Layout'
import customers from '../data/customers.json'
import testimonials from '../data/testimonials.json'

const logo = (name) => require('@site/src/img/' + name).default

export default function Customers() {
  return (
    <Layout title="Customers">
      <main className="container margin-vert--lg">
        <h1>Customers</h1>
        <p>Workshops and laboratories in eleven countries keep their stock with Widget Pro. Here are some of those who said that we may name them, and what they wrote to us after their first year.</p>
        <div className="row">{customers.map((one) => <div className="col" key={one.name}>{one.logo.endsWith('.svg') ? one.name : <img src={logo(one.logo)} alt={one.name} />}</div>)}</div>
        {testimonials.map((one) => <blockquote key={one.by}>{one.quote}<br /><cite>{one.by}, {one.company}</cite></blockquote>)}
      </main>
    </Layout>
  )
}
