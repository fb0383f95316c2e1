/** The source's end of a comparison, whatever kind of database the source is. */
package io.tributary.validator.source;
