// Stands in for the import of the same file in @actions/workflow-parser, which lacks the attribute that Jest asks for.
export { default } from '../../node_modules/@actions/workflow-parser/dist/workflow-v1.0.min.json' with {
  type: 'json',
};
