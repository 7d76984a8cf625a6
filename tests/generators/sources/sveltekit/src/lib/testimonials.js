import harbour from './harbour.svg'
// #gone
import acme from './acme.svg'
import nordwind from './nordwind.png'
// #end
import lindgren from './lindgren.svg'

export const customers = [
  { name: 'Harbour Labs', logo: harbour },
  // #gone
  { name: 'Nordwind Kartografie', logo: nordwind },
  // #end
  { name: 'Lindgren & Sons', logo: lindgren },
]

export const testimonials = [
  { quote: 'The licence portal paid for itself within the first two weeks of the trial.', by: 'Bo M.', company: 'Harbour Labs', logo: harbour },
  // #gone
  { quote: 'Widget Pro saved us three weeks of tedious work every single quarter.', by: 'Ann L.', company: 'Acme GmbH', logo: acme },
  // #end
  { quote: 'Support answered on a Sunday, and the fix was in the next build.', by: 'Cleo R.', company: 'Lindgren & Sons', logo: lindgren },
]
