/** The version of the messages between a page and the server. Pages of another version are told so at the handshake and reload themselves
 *  once. It stands alone so that a page need not load the tables, and what checks them. */
export const PROTOCOL_VERSION = 10
