/** What of a source without PostgreSQL's types can be taken back, and in which form. */
@NullMarked
package io.tributary.mapping.back;

import org.jspecify.annotations.NullMarked;
