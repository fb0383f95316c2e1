/** A stand-in for an application with a Chroma directory: makes the changes that a server makes. */
@NullMarked
package io.tributary.local.chroma;

import org.jspecify.annotations.NullMarked;
