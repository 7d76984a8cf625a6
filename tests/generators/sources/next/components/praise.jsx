'use client'
import { Card, Col, Image, Row } from 'react-bootstrap'
import { customers, testimonials } from './testimonials'

export function Praise() {
  return (
    <>
      <Row>{customers.map((one) => <Col key={one.name}><Image src={one.logo.src} alt={one.name} width={160} /></Col>)}</Row>
      {testimonials.map((one) => (
        <Card key={one.by} body><blockquote>{one.quote}</blockquote><Image src={one.logo.src} alt="" width={80} /> {one.by}, {one.company}</Card>
      ))}
    </>
  )
}
