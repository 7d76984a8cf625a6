import 'bootstrap/dist/css/bootstrap.min.css'
import { Menu } from '../components/menu'

export const metadata = { title: 'Widget Pro', description: 'Stock and licence keeping for small workshops' }

export default function RootLayout({ children }) {
  return <html lang="en"><body><Menu />{children}</body></html>
}
