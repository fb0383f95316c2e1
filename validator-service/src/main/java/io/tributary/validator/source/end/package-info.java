/** What a comparison asks of a source, whatever kind of database it is. */
package io.tributary.validator.source.end;
