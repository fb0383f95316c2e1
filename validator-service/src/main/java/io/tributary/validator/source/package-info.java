/** The list of the kinds of sources; a kind is a folder beside it. */
package io.tributary.validator.source;
