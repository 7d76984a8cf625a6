export default function Home() {
  return <main><h1>Widget Pro keeps your workshop in one place</h1><p>Stock, orders and licences of a small workshop in one file that you own. Try it for thirty days without an account.</p></main>
}
