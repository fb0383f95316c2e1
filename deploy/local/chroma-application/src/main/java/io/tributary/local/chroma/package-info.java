/** A stand-in for an application with a Chroma directory: makes the changes that a server makes. */
package io.tributary.local.chroma;
