// The marks for missing values as a person edits them: one line, semicolons between.

/** Most marks, and most characters of one, that the host takes. */
const mostMarks = 100;
const longestMark = 200;

/** The marks in a line, each once, without the spaces around them. */
export function marksInLine(line: string): string[] {
  const marks = line.split(';').map((mark) => mark.trim().slice(0, longestMark));
  return [...new Set(marks.filter((mark) => mark !== ''))].slice(0, mostMarks);
}

/** The line that stands for these marks. */
export function lineOfMarks(marks: readonly string[]): string {
  return marks.filter((mark) => mark !== '').join('; ');
}
