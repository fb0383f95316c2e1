/** The mapping of a whole source, and what it follows from. */
package io.tributary.mapping.source;
