import { useMDXComponents as theme } from 'nextra-theme-docs'

export const useMDXComponents = (components) => ({ ...theme(), ...components })
