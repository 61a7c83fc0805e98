export default function HomePage() {
  return <h1>Holdfast</h1>;
}
