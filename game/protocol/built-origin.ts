/** Stands in built pages for the origin under which a server is reached, which nobody knows while they are built: the web process puts that in
 *  its place (server/http/page-origin.ts). */
export const BUILT_ORIGIN = 'https://origin.invalid'
