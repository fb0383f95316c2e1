/** What a comparison asks of a source, whatever kind of database it is. */
@NullMarked
package io.tributary.validator.source.end;

import org.jspecify.annotations.NullMarked;
