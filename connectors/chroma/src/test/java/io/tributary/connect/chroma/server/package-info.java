/** Chroma's real server, from its package for Node.js, where it runs. */
package io.tributary.connect.chroma.server;
