'use client'
import { Container, Nav, Navbar } from 'react-bootstrap'

export function Menu() {
  return <Navbar bg="light"><Container><Navbar.Brand href="/">Widget Pro</Navbar.Brand><Nav><Nav.Link href="/features/">Features</Nav.Link><Nav.Link href="/customers/">Customers</Nav.Link></Nav></Container></Navbar>
}
