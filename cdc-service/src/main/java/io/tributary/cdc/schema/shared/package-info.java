/** What the sources of a target share there: roles, schemas and extensions, made in turns. */
package io.tributary.cdc.schema.shared;
