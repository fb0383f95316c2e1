/** What a comparison asks of its two ends, whatever kind of database they are. */
@NullMarked
package io.tributary.validator.source.end;

import org.jspecify.annotations.NullMarked;
