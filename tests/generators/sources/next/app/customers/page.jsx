import { Praise } from '../../components/praise'

export default function Customers() {
  return <main><h1>Customers</h1><p>Workshops and laboratories in eleven countries keep their stock with Widget Pro. Here are some of those who said that we may name them, and what they wrote to us after their first year.</p><Praise /></main>
}
