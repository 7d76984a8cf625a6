import { customers, testimonials } from './testimonials'

export function Praise() {
  return (
    <>
      <div>{customers.map((one) => <img key={one.name} src={one.logo.src} alt={one.name} width={160} />)}</div>
      {testimonials.map((one) => (
        <figure key={one.by}>
          <blockquote>{one.quote}</blockquote>
          <figcaption><img src={one.logo.src} alt="" width={80} /> {one.by}, {one.company}</figcaption>
        </figure>
      ))}
    </>
  )
}
