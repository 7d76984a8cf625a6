import Layout from '@theme/Layout'
import Link from '@docusaurus/Link'
import useBaseUrl from '@docusaurus/useBaseUrl'
import testimonials from '../data/testimonials.json'

export default function Home() {
  return (
    <Layout title="Home" description="Stock and licence keeping for small workshops">
      <header className="hero hero--primary"><div className="container"><h1 className="hero__title">Widget Pro keeps your workshop in one place</h1>
        <p className="hero__subtitle">Stock, orders and licences of a small workshop in one file that you own. Try it for thirty days without an account.</p>
        <Link className="button button--secondary" to="/docs/features">Features</Link></div></header>
      <main className="container"><div className="row">{testimonials.map((one) => (
        <div className="col col--4" key={one.by}><p>{one.quote}</p><p><img src={useBaseUrl('/img/' + one.logo)} alt="" height="24" /> {one.by}, {one.company}</p></div>
      ))}</div></main>
    </Layout>
  )
}
