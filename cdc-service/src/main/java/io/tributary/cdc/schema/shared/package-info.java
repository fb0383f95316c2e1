/** What the sources of a target share there: roles, schemas and extensions, made in turns. */
@NullMarked
package io.tributary.cdc.schema.shared;

import org.jspecify.annotations.NullMarked;
