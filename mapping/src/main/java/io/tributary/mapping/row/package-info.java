/** Conversions of whole rows, from the topic and as they are stored. */
package io.tributary.mapping.row;
