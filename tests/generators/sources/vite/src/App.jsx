import { Card, Col, Container, Image, Nav, Navbar, Row } from 'react-bootstrap'
import { customers, testimonials } from './testimonials.js'

export default function App() {
  return (
    <>
      <Navbar bg="light"><Container><Navbar.Brand href="#">Widget Pro</Navbar.Brand><Nav><Nav.Link href="#customers">Customers</Nav.Link></Nav></Container></Navbar>
      <Container>
        <h1>Widget Pro keeps your workshop in one place</h1>
        <p>Stock, orders and licences of a small workshop in one file that you own. Try it for thirty days without an account.</p>
        <p>Count with a scanner or by hand, order when a shelf runs low, and see which licence is in use on which machine.</p>
        <h2 id="customers">Customers</h2>
        <Row>{customers.map((one) => <Col key={one.name}><Image src={one.logo} alt={one.name} fluid /></Col>)}</Row>
        {testimonials.map((one) => (
          <Card key={one.by} body><blockquote>{one.quote}</blockquote><footer><Image src={one.logo} height={24} /> {one.by}, {one.company}</footer></Card>
        ))}
      </Container>
    </>
  )
}
