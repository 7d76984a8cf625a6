export default function Features() {
  return <main><h1>Features</h1><p>Count with a scanner or by hand, order when a shelf runs low, and see which licence is in use on which machine. Everything is kept in one file that you own, on your own computer, and can be exported to a spreadsheet at any time.</p></main>
}
